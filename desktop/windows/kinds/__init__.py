"""The kinds of record, described: the columns of a list, the fields of a form, parts, what refers to a record."""
