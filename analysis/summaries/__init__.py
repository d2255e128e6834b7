"""What pages and exports count and say, from the tables of a `Reading` alone.

Comes in: tables. Goes out: smaller tables and plain sentences.
"""
