"""Tests of the core that takes an assessment."""
