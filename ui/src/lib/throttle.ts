/** Calls at most once in `pause` milliseconds, with the newest value; the last value is always told. */
export function throttle<T>(pause: number, call: (value: T) => void): { tell: (value: T) => void; end: () => void } {
  let waiting: { value: T } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    call(value);
    timer = setTimeout(next, pause);
  };
  return {
    tell(value) {
      waiting = { value };
      if (timer === undefined) next();
    },
    end() {
      clearTimeout(timer);
    },
  };
}
