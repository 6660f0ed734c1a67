using System.Text;
using Petitions.Grains.Drafting;
using Petitions.Tests.Grains.Drafting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary><c>petition draft</c> and <c>petition lint</c> as processes: no running program is needed.</summary>
public sealed class DocumentCommandTests : IDisposable
{
    private const string Drafted = "light-old-harbour-lamp-lantern-cove-keep.de.md";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_letter_is_drafted_and_lint_names_its_questions_until_they_are_answered()
    {
        Write("letter.txt", SampleLetters.WithGermanNotices);
        var drafted = (await RunAsync("petition", "draft", "letter.txt")).Done();
        Assert.StartsWith($"Wrote {Drafted}\n", drafted, StringComparison.Ordinal);
        Assert.Contains("addressee              Rosalind Tully\n", drafted, StringComparison.Ordinal);

        var lint = await RunAsync("petition", "lint", Drafted);
        Assert.Equal((1, ""), (lint.ExitCode, lint.Errors));
        var lines = lint.Output.TrimEnd().Split('\n');
        Assert.StartsWith(
            $"{Drafted}:8: title: is not answered: What is asked, in one line, in German?", lines[0], StringComparison.Ordinal);
        Assert.Equal("4 problems and 2 warnings in 1 file.", lines[^1]);
        // The draft has shown the same lines.
        Assert.All(lines[..4], line => Assert.Contains(line + "\n", drafted, StringComparison.Ordinal));

        Write(Drafted, Drafts.Answer(new PetitionDraft(Drafted, Read(Drafted), [], [])).Content);
        var answered = (await RunAsync("petition", "lint", Drafted)).Done();
        Assert.EndsWith("0 problems and 2 warnings in 1 file.\n", answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_replaces_nothing_and_goes_into_the_folder_that_is_named()
    {
        Write("letter.txt", SampleLetters.German);
        (await RunAsync("petition", "draft", "letter.txt", "-o", "drafts", "--slug", "old-lamp", "--lang", "de-at")).Done();
        var content = Read("drafts/old-lamp.de-AT.md");
        Assert.Contains("id: old-lamp\nlang: de-AT\n", content, StringComparison.Ordinal);

        var again = await RunAsync("petition", "draft", "letter.txt", "-o", "drafts", "--slug", "old-lamp", "--lang", "de-AT");
        Assert.Contains("drafts/old-lamp.de-AT.md exists already: remove it, or", again.FailedWith(1), StringComparison.Ordinal);
        Assert.Equal(content, Read("drafts/old-lamp.de-AT.md"));
        Assert.Single(Directory.GetFiles(_folder.At("drafts")));
    }

    [Fact]
    public async Task A_letter_that_cannot_be_used_is_one_line()
    {
        Write("empty.txt", "");
        Write("large.txt", new string('x', 1024 * 1024));
        WriteBytes("binary.txt", [0, 1, 2, 3]);
        Write("file", "");
        foreach (var (letter, says) in new[]
        {
            ("empty.txt", "empty.txt is empty: write the letter into it."),
            ("large.txt", "large.txt is larger than 256 KB: shorten it, a letter has at most 50000 characters."),
            ("binary.txt", "binary.txt is no text (its character 1 is U+0000): save the letter as plain text in UTF-8."),
            ("missing.txt", "missing.txt cannot be read"),
        })
        {
            Assert.Contains(says, (await RunAsync("petition", "draft", letter)).FailedWith(1), StringComparison.Ordinal);
        }
        Write("letter.txt", SampleLetters.German);
        var unwritable = await RunAsync("petition", "draft", "letter.txt", "-o", "file");
        Assert.Contains("cannot be written", unwritable.FailedWith(1), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.md"));
    }

    [Fact]
    public async Task Lint_names_every_problem_of_every_file()
    {
        Directory.CreateDirectory(_folder.At("documents"));
        var badCountry = SampleDocument.Replace(SampleDocument.English, "country: AU", "country: XX");
        Write("documents/old-lamp.en.md", badCountry);
        Write("documents/old-lamp.de.md", SampleDocument.German);
        Write("documents/new-lamp.en.md", "Dear Jane,\n");
        WriteBytes("documents/broken.en.md", [0xC3, 0x28]);

        // The German file has no facts of its own: the other one is read with it.
        var one = await RunAsync("petition", "lint", "documents/old-lamp.de.md");
        Assert.Equal((1, ""), (one.ExitCode, one.Errors));
        Assert.Contains("documents/old-lamp.en.md is read, too", one.Output, StringComparison.Ordinal);
        Assert.Contains("documents/old-lamp.en.md:11: addressee.country: `XX` is not a country code", one.Output, StringComparison.Ordinal);
        Assert.Contains("documents/old-lamp.en.md:14: transfer.country: ", one.Output, StringComparison.Ordinal);

        var all = await RunAsync("petition", "lint", "documents", "missing.en.md");
        Assert.Equal((1, ""), (all.ExitCode, all.Errors));
        Assert.Contains("documents/broken.en.md:1: file: is not UTF-8", all.Output, StringComparison.Ordinal);
        Assert.Contains("documents/new-lamp.en.md:1: front matter: is missing", all.Output, StringComparison.Ordinal);
        Assert.Contains("documents/old-lamp.en.md:11: addressee.country: ", all.Output, StringComparison.Ordinal);
        Assert.Contains("missing.en.md:1: file: cannot be read, since it does not exist", all.Output, StringComparison.Ordinal);
        Assert.EndsWith("5 problems and 0 warnings in 5 files.\n", all.Output, StringComparison.Ordinal);
    }

    private void Write(string name, string content) => File.WriteAllText(_folder.At(name), content, new UTF8Encoding(false));

    private void WriteBytes(string name, byte[] content) => File.WriteAllBytes(_folder.At(name), content);

    private string Read(string name) => File.ReadAllText(_folder.At(name));

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(_folder.Path, arguments);
}
