"""The directory of secure health mail: official files imported, searched; the white list."""
