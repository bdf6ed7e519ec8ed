export { BackupError } from "./format";
export { type Restored, restoreBackup } from "./restore";
export { type Written, writeBackup } from "./write";
