"""A seeded fuzzer over pages and archives: `make fuzz`, or `python -m tests.fuzz --seed 7 --rounds 5000`.

Every case is made from its number alone, so that a failure is found again by `--seed N --rounds 1`.
"""
