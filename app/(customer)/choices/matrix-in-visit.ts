import type { MatrixInVisit } from "@/components/choice-matrix/in-visit";
import { ChoicesQuery } from "@/web/choices-query";
import { refusedTurningOff } from "@/web/visit-query";
import { stopMarketingInVisitAction, turnOffInVisitAction } from "../actions";

/** What the matrix is given in a visit, by the address of the page. */
export async function matrixInVisit(query: Record<string, string | undefined>): Promise<MatrixInVisit> {
  return {
    turnOff: turnOffInVisitAction,
    stopAll: stopMarketingInVisitAction,
    asked: ChoicesQuery.parse(query).off ?? null,
    refused: await refusedTurningOff(query),
  };
}
