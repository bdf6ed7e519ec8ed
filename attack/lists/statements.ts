/** What is looked for in the database's log: letters that stand in none of the product's own statements. */
export const SIGN = "zqinject";

/** Texts by which somebody tries to become part of a statement, each with the sign. */
export const STATEMENTS: readonly string[] = [
  `${SIGN}' or '1'='1`,
  `${SIGN}' or 1=1 --`,
  `${SIGN}'; drop table customers; --`,
  `${SIGN}'; select pg_sleep(5); --`,
  `${SIGN}' union select null,null,null --`,
  `${SIGN}') or ('1'='1`,
  `${SIGN}")) or 1=1 --`,
  `${SIGN}" or ""="`,
  `${SIGN}\\' or 1=1 --`,
  `${SIGN}\u02bc or 1=1 --`,
  `${SIGN}＇ or 1=1 --`,
  `$$;${SIGN}$$`,
  `$1;${SIGN}`,
  `:${SIGN}::int`,
  `\${${SIGN}}`,
  `{{${SIGN}}}`,
  `%27 or ${SIGN}%3d1`,
  `1;${SIGN}`,
  `1/**/or/**/${SIGN}`,
  `${SIGN}/*`,
  `${SIGN}%_%`,
  `0x27206f7220${SIGN}`,
  `${SIGN}'||(select current_user)||'`,
  `${SIGN}' and (select pg_read_file('/etc/passwd')) is not null --`,
  `E'\\x27${SIGN}'`,
  `U&'\\0027${SIGN}'`,
  `${SIGN}') returning secret --`,
  `${SIGN}'::text; copy (select 1) to program 'true' --`,
];
