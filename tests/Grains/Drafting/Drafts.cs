using System.Text;
using System.Text.RegularExpressions;
using Petitions.Grains.Documents;
using Petitions.Grains.Drafting;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>Drafts letters in tests, and answers the questions of drafts as an author would.</summary>
internal static partial class Drafts
{
    private const string NotAnswered = "is not answered";

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["title"] = "A title",
        ["subject"] = "A subject",
        ["addressee.name"] = "Jane Doe",
        ["addressee.address"] = "1 Main Street",
        ["addressee.country"] = "AU",
        ["transfer.country"] = "AU",
        ["transfer.adequacy"] = "none",
        ["transfer.risks"] = "Nobody may tell you.",
        ["consent.text"] = "I agree.",
        ["privacyNotice"] = "https://example.org/privacy",
        ["safeCountries"] = "https://example.org/safe-countries",
        ["minimumAge"] = "16",
        ["opensAt"] = "2026-01-01",
        ["controller.name"] = "Friends",
        ["controller.contact"] = "privacy@example.org",
        // Nothing leaves: one of the two ways to answer it.
        ["transfer"] = "",
    };

    public static PetitionDraft Of(string letter, DraftOptions? options = null) => Of(Encoding.UTF8.GetBytes(letter), options);

    public static PetitionDraft Of(byte[] letter, DraftOptions? options = null)
    {
        var result = LetterDrafter.Draft(letter, options ?? new("letter.txt"));
        Assert.Null(result.Problem);
        return Assert.IsType<PetitionDraft>(result.Draft);
    }

    public static DocumentParseResult Parse(PetitionDraft draft) => DocumentParser.Parse([new(draft.Name, draft.Content)]);

    /// <summary>The fields whose questions are open, in the order of the document. Fails when the draft has any other problem.</summary>
    public static IReadOnlyList<string> Questions(PetitionDraft draft)
    {
        var problems = Parse(draft).Problems;
        Assert.All(problems, problem => Assert.StartsWith(NotAnswered, problem.Message, StringComparison.Ordinal));
        return [.. problems.Select(problem => problem.Field)];
    }

    /// <summary>The draft with an answer at the line of each question, as lint names them; it has no problem any more.</summary>
    public static PetitionDraft Answer(PetitionDraft draft)
    {
        var lines = draft.Content.ReplaceLineEndings("\n").Split('\n');
        foreach (var problem in Parse(draft).Problems)
        {
            ref var line = ref lines[problem.Line - 1];
            Assert.Matches(Question(), line);
            line = problem.Field == "transfer" ? "" : Question().Replace(line, Answers[problem.Field]);
        }
        return draft with { Content = string.Join('\n', lines) };
    }

    /// <summary>The document that a letter becomes when its questions are answered.</summary>
    public static PetitionDocument Document(string letter)
    {
        var read = Parse(Answer(Of(letter)));
        Assert.Empty(read.Problems);
        return read.Document!;
    }

    [GeneratedRegex("\"\\? ([^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Question();
}
