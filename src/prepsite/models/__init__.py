"""What the vault's files, and a writer's replies, may say."""
