"""Small invented worlds that tests share: servers, homes, pages, registers, and how they are asked."""
