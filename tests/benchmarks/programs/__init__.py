"""Small programs that benchmarks start, each in a process of its own: what is measured is the whole of it."""
