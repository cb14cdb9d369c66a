"""Help pages and the version."""

import re

from support import SOURCE, Case, main

COMMANDS = ["run", "fork", "compare", "loops", "check", "population", "describe", "show", "digest",
            "bench"]


class Help(Case):
    def test_the_overview_names_every_command(self):
        overview = self.ok("help").stdout
        self.assertEqual(overview, self.ok("--help").stdout)
        for command in COMMANDS:
            self.assertRegex(overview, rf"(?m)^  {command} +\w")

    def test_every_command_explains_itself(self):
        for command in COMMANDS:
            page = self.ok(command, "--help").stdout
            self.assertTrue(page.startswith(f"Usage: krapte {command}"), page)
            self.assertIn("Example: krapte " + command, page)
            self.assertEqual(page, self.ok("help", command).stdout)

    def test_pages_tell_defaults_and_exit_status(self):
        page = re.sub(r"\s+", " ", self.ok("run", "--help").stdout)
        for words in ("default: results/NAME.h5", "default: all processors", "Exit status: 0",
                      "--set", "--keep", "--population", "--force", "--quiet", "--json"):
            self.assertIn(words, page)

    def test_no_page_offers_what_does_not_exist(self):
        for command in COMMANDS:
            page = self.ok(command, "--help").stdout
            for word, offered in (("--resume", ("run",)), ("--checkpoint-every", ("run", "fork")),
                                  ("--stop-after", ("run", "fork"))):
                self.assertEqual(word in page, command in offered, (word, command))

    def test_the_version_is_that_of_the_project(self):
        with open(SOURCE + "/CMakeLists.txt", encoding="utf-8") as file:
            version = re.search(r"project\(krapte VERSION ([0-9.]+)", file.read()).group(1)
        self.assertEqual(self.ok("--version").stdout, f"krapte {version}\n")
        self.assertEqual(self.ok("run", "--version").stdout, f"krapte {version}\n")


if __name__ == "__main__":
    main()
