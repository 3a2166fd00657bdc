"""`python -m prepsite`: the same as the command `prepsite`."""

from prepsite.cli import main

if __name__ == "__main__":
    main()
