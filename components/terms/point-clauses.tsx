import type { Clause, PointView } from "@/domain/terms/catalog";
import { directionOf } from "@/web/i18n";
import { SaidText } from "../said";
import { Disclosure } from "../ui/disclosure";
import { Blocks, Inlines } from "./blocks";
import type { TermsReading } from "./reading";

/** On a phone, where the full text is far below: a point opens its clauses in place. */
export function PointClauses({ page, view, point }: TermsReading & { point: PointView }) {
  const { lang, tree } = view.full;
  return point.clauses.map(({ id, name }) => {
    const clause = findClause(tree.clauses, id);
    if (!clause) return null;
    return (
      <div key={id} className="point-clause">
        <Disclosure label={<SaidText page={page} said={name} />}>
          <div lang={lang} dir={directionOf(lang)} className="full-text">
            <Words clause={clause} />
          </div>
        </Disclosure>
      </div>
    );
  });
}

/** The clause's words and those of the clauses inside it; their headings are plain here, for the page has them below. */
function Words({ clause }: { clause: Clause }) {
  return (
    <>
      <Blocks blocks={clause.blocks} bare />
      {clause.clauses.map((below) => (
        <div key={below.anchor}>
          <p>
            <b>
              <Inlines inlines={below.title} bare />
            </b>
          </p>
          <Words clause={below} />
        </div>
      ))}
    </>
  );
}

function findClause(clauses: readonly Clause[], anchor: string): Clause | null {
  for (const clause of clauses) {
    const found = clause.anchor === anchor ? clause : findClause(clause.clauses, anchor);
    if (found) return found;
  }
  return null;
}
