/** Where systems that a test opens beside the demo may listen, so that the demo may reach them. */
export const webhookPorts = (demoPort: number): number[] => [1, 2, 3, 4].map((more) => demoPort + more);

export const webhookHosts = (demoPort: number): string =>
  webhookPorts(demoPort)
    .map((port) => `127.0.0.1:${port}`)
    .join(",");
