/** Stands for packages that others import for what the guestbook does not ask of them. They would only take memory. */
export {}
