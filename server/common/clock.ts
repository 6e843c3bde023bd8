/** How a language, a BCP 47 tag, writes the time of day: options of `Intl.DateTimeFormat`. */
export function clockFormat(language: string): ClockFormat {
  // In Korean, many versions of the locale data write "AM" and "PM" in English.
  return language === 'ko' ? { timeStyle: 'short', hourCycle: 'h23' } : { timeStyle: 'short' }
}

interface ClockFormat {
  readonly timeStyle: 'short'
  readonly hourCycle?: 'h23'
}
