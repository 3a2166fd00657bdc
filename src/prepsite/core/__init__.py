"""The pure core: no disk, no network, no clock."""
