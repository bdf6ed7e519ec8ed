import type { Tally } from "./attack";
import { type Marked, shownIn } from "./canaries";
import type { Answer, Client } from "./client";
import type { Crew } from "./crew";
import type { Target } from "./target";

/** Somebody who reads, and whose words they may see at an address. */
export interface Reader {
  name: string;
  client: Client;
  may(path: string): readonly Marked[];
}

/** Everybody who asks for what is the owner's. */
export function readersOf(target: Target, crew: Crew): Reader[] {
  const { owner, other, ids } = crew;
  const nothing = () => [];
  return [
    { name: "nobody", client: target.guest(), may: nothing },
    { name: "the owner", client: owner.person, may: () => [owner] },
    { name: "another customer", client: other.person, may: () => [other] },
    { name: "a session that has ended", client: crew.ended, may: nothing },
    { name: "support", client: crew.support.desk, may: nothing },
    // What the owner wrote to the privacy officer is for them to read.
    {
      name: "a privacy officer",
      client: crew.officer.desk,
      may: (path) => (path.startsWith(`/desk/requests/${ids.requestId}`) ? [owner] : []),
    },
    { name: "an admin", client: crew.admin.desk, may: nothing },
    { name: "an auditor", client: crew.auditor.desk, may: nothing },
    { name: "support in a visit to another", client: crew.visiting.desk, may: () => [other] },
  ];
}

interface Judged {
  answer: Answer;
  what: string;
  reader: Reader;
  crew: Crew;
}

/** No word of anybody whom the reader may not read, and no fault. */
export function judge(tally: Tally, { answer, what, reader, crew }: Judged): void {
  const may = reader.may(what.slice(what.indexOf("/")));
  const foreign = shownIn(answer, crew.everybody).filter((one) => !may.some(({ word }) => word === one.word));
  const whose = foreign.map(({ word }) => (word === crew.owner.word ? "the owner" : word)).join(", ");
  tally.check(foreign.length === 0, `${what} shows ${reader.name} words of ${whose}`);
  // A server that is busy may say so; a fault is another matter.
  if (answer.status >= 500 && answer.status !== 503)
    tally.check(false, `${what} answers ${reader.name} with ${answer.status}`);
}
