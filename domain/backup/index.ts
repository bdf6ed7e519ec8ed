export { BackupError } from "./format";
export { type Restored, restoreBackup } from "./restore";
export { writeBackup } from "./write";
