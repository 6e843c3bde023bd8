# Where the book is kept in Redis, for the scripts beside this file; the program has the same in book-keys.ts.

# What the keys of the book begin with.
book='guestbook:{main}'
entries_key="$book:entries"
removed_key="$book:removed"
waiting_key="$book:waiting"
spam_key="$book:spam"
generation_key="$book:generation"
# All that a copy has to have.
all_keys='guestbook:*'
