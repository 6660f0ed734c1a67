using System.CommandLine;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Sheets;

namespace Petitions.Silo.Commands;

/// <summary><c>paper sheet SLUG</c>: prints a sheet for ten signatures and a single letter, as PDF on A4.</summary>
internal static class PaperSheetCommand
{
    public static Command Define(CommandContext context)
    {
        var slug = SlugArgument.Define();
        var folder = new Option<string>("--out", "-o")
        {
            HelpName = "FOLDER", Description = "where the files are written", DefaultValueFactory = _ => ".",
        };
        var lang = new Option<string?>("--lang")
        {
            HelpName = "LANG", Description = "language of the sheet; by default that of the petition's first file",
        };
        var page = new Option<string?>("--page-url")
        {
            HelpName = "URL", Description = "public address of the petition, for the QR code; by default that of Petition__PublicUrl",
        };
        var fonts = new Option<string?>("--fonts")
        {
            HelpName = "FOLDER", Description = "further fonts (*.ttf); Latin, Greek and Cyrillic are built in",
        };
        page.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var url }] && !IsAddress(url))
                result.AddError($"--page-url is \"{url}\": write an address such as https://petition.example/p/old-lamp.");
        });
        var admin = new AdminOptions();
        var command = new Command(
            "sheet", "Print a sheet for ten signatures, and a single letter to sign. They name the version that \"paper enter\" asks for.")
        {
            slug, folder, lang, page, fonts,
        };
        admin.AddTo(command);
        command.SetAction(async (given, cancel) =>
        {
            using var client = admin.Connect(given, context.Settings);
            var name = given.GetRequiredValue(slug);
            var query = given.GetValue(lang) is { } tag ? "?lang=" + Uri.EscapeDataString(tag) : "";
            var document = await client.GetAsync<PrintedDocument>($"petitions/{name}/document{query}", cancel);
            var url = given.GetValue(page) ?? document.Page ?? throw CommandFailure.WrongUse(
                "the public address of the petition is not known: write it with --page-url, or set Petition__PublicUrl of the program.");
            var content = new SheetContent(
                document.Facts, document.Text, url, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), document.Version);
            using var library = Open(given.GetValue(fonts));
            foreach (var (file, write) in new (string, Action<Stream>)[]
            {
                ("sheet", stream => PaperSheet.Write(stream, library, content)),
                ("letter", stream => BlankLetter.Write(stream, library, content)),
            })
            {
                var path = Path.Combine(given.GetRequiredValue(folder), $"{name}.{file}.{document.Text.Lang}.pdf");
                Write(path, write);
                await context.Output.WriteLineAsync($"Wrote {path}");
            }
            return ExitCodes.Done;
        });
        return command;
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");

    private static FontLibrary Open(string? folder)
    {
        try
        {
            return FontLibrary.Open(folder);
        }
        catch (DirectoryNotFoundException)
        {
            throw CommandFailure.WrongUse($"--fonts is \"{folder}\": there is no such folder.");
        }
    }

    // Under another name first: a file is complete or not there.
    private static void Write(string path, Action<Stream> write)
    {
        var unfinished = path + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var file = File.Create(unfinished)) write(file);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailure($"{path} cannot be written ({e.Message}): choose another folder with -o.");
        }
        finally
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
    }
}
