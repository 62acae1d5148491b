"""``python -m pipeline.cli`` is ``lacuna``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
