"""Tables that come from outside: read in a process of their own, after a look at what kind of file it is."""
