import fc from "fast-check";
import { expect, test } from "vitest";
import { blankQuoted, isParameterName, oneStatement, readSqlParameters } from "./sql-parameters";

const FOUND: [string, string[]][] = [
  ["select :customer_key::int", ["customer_key"]],
  ["select a::text, :a, :b, :a", ["a", "b", "a"]],
  ["select ':no', \":no\", :yes", ["yes"]],
  ["select 'it''s :no', :yes", ["yes"]],
  ["select E'\\' :no', :yes", ["yes"]],
  ["select e'\\\\', :yes", ["yes"]],
  ["select '\\', :yes", ["yes"]],
  ["-- :no\nselect :yes", ["yes"]],
  ["/* :no /* :no */ :no */ select :yes", ["yes"]],
  ["select $$ :no $$, $tag$ :no $$ :no $tag$, :yes", ["yes"]],
  ["select a$b$ from t where x = :yes and y = 'c$b$'", ["yes"]],
  ["select '12:30', time '10:00', now() - interval '1 day' > :yes", ["yes"]],
  ["select array[1,2][1:2], :yes", ["yes"]],
  ["update t set straße = :straße, 氏名 = :氏名 where a = :a1ñ", ["straße", "氏名", "a1ñ"]],
  ["select a::größe, :größe::text", ["größe"]],
  ["select 'never closed :no", []],
  ["select $$ never closed :no", []],
  ["/* never closed :no", []],
];

test.each(FOUND)("%s names %j", (sql, names) => {
  expect(readSqlParameters(sql).map(({ name }) => name)).toEqual(names);
});

test("each parameter knows where its colon stands", () => {
  const sql = "select ':a' || :a, :b";
  for (const { name, offset } of readSqlParameters(sql))
    expect(sql.slice(offset)).toMatch(new RegExp(`^:${name}`));
});

test.each([
  ["email", true],
  ["straße", true],
  ["氏名", true],
  ["Postal Code", false],
  ["2nd", false],
  ["street-2", false],
])("%s can be a parameter: %s", (name, can) => {
  expect(isParameterName(name)).toBe(can);
});

test("blanking keeps every offset and every line", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."'\"$-/*:aE\\\n ;") }), (sql) => {
      const blank = blankQuoted(sql);
      expect(blank).toHaveLength(sql.length);
      expect(blank.split("\n")).toHaveLength(sql.split("\n").length);
    }),
  );
});

test.each([
  ["select 1", "select 1"],
  ["select 1;", "select 1"],
  ["select 1; -- done\n", "select 1"],
  ["select ';'", "select ';'"],
  ["select 1; select 2", undefined],
])("%s is one statement: %s", (sql, one) => {
  expect(oneStatement(sql)).toBe(one);
});
