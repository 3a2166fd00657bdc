"""The corpus that claims are judged on: clean vaults, seeded errors, true paraphrases, baselines."""
