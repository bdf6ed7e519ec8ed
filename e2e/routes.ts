import all from "./routes.json" with { type: "json" };
import type { StaffRole } from "./staff";

/** A page by its address, and who reads it there. */
export interface Route {
  path: string;
  signedIn: boolean;
}

/** Pages of customers, and those that everybody may read. */
export const routes: Route[] = all.flatMap((route) => ("staff" in route ? [] : [route]));

/** Pages of the desk, by whose they are. */
export const deskRoutes: { path: string; role: StaffRole }[] = all.flatMap((route) =>
  "staff" in route ? [{ path: route.path, role: route.staff as StaffRole }] : [],
);

/** A customer's pages as staff see them in a visit, with the forms that are there alone. */
export const visitPaths = [
  "/",
  "/data?whole=1&item=email&ask=item",
  "/choices?off=reviews.email",
  "/choices?link=offers.email",
  "/requests",
  "/requests/new/limit",
  "/requests/copy",
  "/activity?kind=visits",
  "/account",
  "/terms",
  "/terms/terms-of-service",
];
