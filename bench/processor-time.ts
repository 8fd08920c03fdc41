const MICROSECONDS_PER_MILLISECOND = 1000;

/** Processor time that this process spends while `act` runs: on an idle machine the time it takes, on a busy one too. */
export async function processorMilliseconds(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROSECONDS_PER_MILLISECOND;
}
