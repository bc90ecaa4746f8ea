"""Sound comes in: two sources side by side, 16 kHz mono in blocks of 100 ms."""
