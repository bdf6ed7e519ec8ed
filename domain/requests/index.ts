export { answerAtDesk, answerRequest } from "./answer";
export { prepareCopy, spendCopyLink } from "./copies";
export { listRequestsAtDesk, lookAtRequest } from "./desk";
export { listOpenRequests } from "./officer";
export { type OpenedRequest, openRequest } from "./open";
export { listRequests, readAllRequests, readRequest } from "./read";
export { writeToRequest } from "./write";
