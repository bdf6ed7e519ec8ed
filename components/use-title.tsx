import { shownTitle } from "@/domain/uses/rules";

/** The title that a system gave a message or other use: whichever way it runs, the words around it stay in order. */
export const UseTitle = ({ title }: { title: string }) => <bdi>{shownTitle(title)}</bdi>;
