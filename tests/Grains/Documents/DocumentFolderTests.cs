using System.Text;
using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("documents-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_are_grouped_by_petition()
    {
        Write("old-lamp.en.md", SampleDocument.English);
        Write("old-lamp.de.md", SampleDocument.German);
        Write("a-lamp.en.md", SampleDocument.Replace(SampleDocument.English, "id: old-lamp", "id: a-lamp"));
        Write("README.md", "# not a petition");
        Write(".hidden", "");
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));

        var petitions = DocumentFolder.Read(_folder);

        Assert.Equal(["a-lamp", "old-lamp"], petitions.Select(petition => petition.Slug));
        Assert.Equal(["old-lamp.de.md", "old-lamp.en.md"], petitions[1].Files.Select(file => file.Name));
        Assert.All(petitions, petition => petition.Parse().Good());
    }

    [Fact]
    public void An_invalid_file_affects_only_its_own_petition()
    {
        Write("old-lamp.en.md", SampleDocument.English);
        Write("Notes.txt", "remember the milk");
        Write("large-lamp.en.md", new string('x', DocumentFile.BytesMax + 1));
        File.WriteAllText(Path.Combine(_folder, "utf16-lamp.en.md"), SampleDocument.English, Encoding.Unicode);
        File.CreateSymbolicLink(Path.Combine(_folder, "gone-lamp.en.md"), Path.Combine(_folder, "nowhere"));
        Write("half-lamp.en.md", SampleDocument.Replace(SampleDocument.English, "id: old-lamp", "id: half-lamp"));
        File.WriteAllBytes(Path.Combine(_folder, "half-lamp.de.md"), [0xC3, 0x28]);

        var readings = DocumentFolder.Read(_folder).ToDictionary(petition => petition.Slug, petition => petition.Parse());

        readings["old-lamp"].Good();
        Assert.StartsWith("Notes.txt:1: file: is not named slug.lang.md", readings["Notes.txt"].OnlyProblem(), StringComparison.Ordinal);
        Assert.Contains("larger than 256 KB", readings["large-lamp"].OnlyProblem(), StringComparison.Ordinal);
        Assert.Contains("is not UTF-8", readings["utf16-lamp"].OnlyProblem(), StringComparison.Ordinal);
        Assert.Contains("cannot be read", readings["gone-lamp"].OnlyProblem(), StringComparison.Ordinal);
        Assert.StartsWith("half-lamp.de.md:1: file: is not UTF-8", readings["half-lamp"].OnlyProblem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Thumbs.db"), InlineData("desktop.ini"), InlineData("old-lamp.en.md~"), InlineData("#old-lamp.en.md#")]
    [InlineData("old-lamp.en.md.bak"), InlineData("old-lamp.en.md.orig"), InlineData("old-lamp.en.md.swp"), InlineData("~$old-lamp.en.md")]
    [InlineData(".old-lamp.en.md.swp"), InlineData(".DS_Store"), InlineData("old-lamp.en.md.tmp"), InlineData("Icon\r")]
    public void What_editors_leave_behind_is_ignored(string name)
    {
        Write("old-lamp.en.md", SampleDocument.English);
        Write(name, "anything");
        Assert.Single(DocumentFolder.Read(_folder)).Parse().Good();
    }

    [Theory, InlineData("old-lamp.md"), InlineData("old-lamp.en.md.txt"), InlineData("old-lamp.en.markdown"), InlineData("lamp.png")]
    public void A_file_that_may_be_meant_is_a_problem(string name)
    {
        Write(name, "anything");
        Assert.Contains("is not named", Assert.Single(DocumentFolder.Read(_folder)).Parse().OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_is_read()
    {
        File.WriteAllText(Path.Combine(_folder, "old-lamp.en.md"), SampleDocument.English, Encoding.UTF8);
        Assert.Single(DocumentFolder.Read(_folder)).Parse().Good();
    }

    [Theory]
    [InlineData("/nowhere/at-all")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_folder_that_cannot_be_read_is_a_problem(string path) =>
        Assert.Contains("folder: cannot be read", Assert.Single(DocumentFolder.Read(path)).Parse().OnlyProblem(), StringComparison.Ordinal);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);
}
