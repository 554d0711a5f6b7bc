"""Finding words in every kind of record, whatever their accents, case, harakat or spelling of alif."""
