"""Words become meaning: Dutch as people say it, type it and as a recogniser writes it.

A leaf: knows numbers, dates and promises, and nothing of audio, windows, advice or the ledger.
"""
