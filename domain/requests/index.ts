export { answerRequest } from "./answer";
export { prepareCopy, spendCopyLink } from "./copies";
export { listOpenRequests } from "./officer";
export { openRequest } from "./open";
export { listRequests, readAllRequests, readRequest } from "./read";
export { writeToRequest } from "./write";
