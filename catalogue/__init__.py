"""What a dataset is: the record, its vocabularies and territories, the store and its change log, and RDF.

Knows no other package of Glane; every other package speaks its language.
"""
