import type { ProtectionView } from "@/web/protection";
import type { Page } from "../page";
import { SaidText } from "../said";
import { Icon } from "../ui/icon";

export function Measures({ page, measures }: { page: Page; measures: ProtectionView["measures"] }) {
  return (
    <ul className="card rows">
      {measures.map(({ title, text }) => (
        <li key={title.text} className="answer">
          <Icon name="shield" />
          <div>
            <h3>
              <SaidText page={page} said={title} />
            </h3>
            <p className="muted">
              <SaidText page={page} said={text} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
