"""What is known beforehand: who holds which office, and the English words that rules read.

Comes in: a name, a day, a list's name. Goes out: records of the authority files, rows of a list.
"""
