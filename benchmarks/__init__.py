"""What it costs, as ratios in one run: `python -m benchmarks` prints the table that `docs/performance.md` keeps."""
