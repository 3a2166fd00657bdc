"""Faults while prepsite writes: kills, failing disks, people who save at the same moment."""
