/** Something a person can put right. They are shown the message and nothing else. */
export class Problem extends Error {}
