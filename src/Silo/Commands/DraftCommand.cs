using System.CommandLine;
using Petitions.Grains.Documents;
using Petitions.Grains.Drafting;

namespace Petitions.Silo.Commands;

/// <summary><c>petition draft LETTER</c>: makes a document of a letter, with questions for what the letter does not say.</summary>
internal static class DraftCommand
{
    public static Command Define(CommandContext context)
    {
        var letter = new Argument<string>("LETTER") { Description = "the letter, plain text or Markdown" };
        var folder = new Option<string>("--out", "-o")
        {
            HelpName = "FOLDER", Description = "where the document is written", DefaultValueFactory = _ => ".",
        };
        var slug = new Option<string?>("--slug")
        {
            HelpName = "SLUG", Description = "name of the petition in addresses; by default words of the subject",
        };
        var lang = new Option<string?>("--lang")
        {
            HelpName = "LANG", Description = "language of the page, such as de; by default that of the notices, else that of the letter",
        };
        slug.Validators.Add(result => SlugArgument.Check(result, "--slug is "));
        lang.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var tag }] && LanguageTag.Canonical(tag) is null)
                result.AddError($"--lang is \"{tag}\": write a language tag of BCP 47, such as en or pt-BR.");
        });
        var command = new Command("draft",
            "Make a petition document of a letter. What the letter does not say becomes a question in the document, which lint names.")
        {
            letter, folder, slug, lang,
        };
        command.SetAction((given, cancel) => RunAsync(
            context.Output, given.GetRequiredValue(letter), given.GetRequiredValue(folder), given.GetValue(slug),
            given.GetValue(lang) is { } tag ? LanguageTag.Canonical(tag) : null, cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        TextWriter output, string letter, string folder, string? slug, string? lang, CancellationToken cancel)
    {
        var drafted = LetterDrafter.Draft(await ReadAsync(letter, cancel), new DraftOptions(Path.GetFileName(letter), slug, lang));
        if (drafted.Draft is not { } draft) throw new CommandFailure($"{letter} {drafted.Problem}.");

        var path = Path.Combine(folder, draft.Name);
        await WriteAsync(folder, path, draft.Content, cancel);
        await DescribeAsync(output, draft, path == Path.Combine(".", draft.Name) ? draft.Name : path);
        return ExitCodes.Done;
    }

    private static async Task<byte[]> ReadAsync(string letter, CancellationToken cancel)
    {
        try
        {
            // Not by its length: that of a pipe is 0.
            await using var file = File.OpenRead(letter);
            var bytes = new byte[LetterDecoder.BytesMax + 1];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            return bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailure($"{letter} cannot be read ({e.Message}): name the file of the letter.");
        }
    }

    // Under another name first: a document is complete or not there.
    private static async Task WriteAsync(string folder, string path, string content, CancellationToken cancel)
    {
        if (File.Exists(path))
            throw new CommandFailure($"{path} exists already: remove it, or choose another --slug or another folder with -o.");
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(unfinished, content, cancel);
            File.Move(unfinished, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailure($"{path} cannot be written ({e.Message}): choose another folder with -o.");
        }
        finally
        {
            // A full disk leaves a part of it.
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
    }

    private static async Task DescribeAsync(TextWriter output, PetitionDraft draft, string path)
    {
        await output.WriteLineAsync($"Wrote {path}\n");
        foreach (var part in draft.Recognised)
            await output.WriteLineAsync($"  {part.Part,-22} {DocumentText.ToPrintable(part.Text)}");

        if (!draft.LeftOut.IsEmpty)
        {
            await output.WriteLineAsync("\nLines of the letter that are not in the document:\n");
            foreach (var line in draft.LeftOut) await output.WriteLineAsync($"  {line.Line}: {DocumentText.ToPrintable(line.Text)}");
        }
        var petition = new NamedPetition(
            Path.GetDirectoryName(path) ?? "", new PetitionFiles("", [new(draft.Name, draft.Content)], []), []);
        var problems = petition.Files.Parse().Problems;
        await output.WriteLineAsync(problems.IsEmpty ? "\nNothing is left to answer." : "\nTo answer in the document:\n");
        foreach (var problem in problems) await output.WriteLineAsync(petition.Describe(problem));
        await output.WriteLineAsync($"\nThen: petition lint {path}");
    }
}
