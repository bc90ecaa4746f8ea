"""Benchmarks: ratios against something bare in the same run. No test asserts an absolute time."""
