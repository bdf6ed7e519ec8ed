export { isAway } from "@/db/away";
