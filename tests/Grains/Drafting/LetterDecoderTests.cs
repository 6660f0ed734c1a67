using System.Text;
using Petitions.Grains.Drafting;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>Files as they arrive: what is text is decoded, what is none is refused with one line.</summary>
public sealed class LetterDecoderTests
{
    private const string Text = "Grüße aus Wien: „Licht“ kostet 5 €.\r\n";

    /// <summary>Encodings of one text.</summary>
    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "utf-16", "utf-16BE", "windows-1252"];

    [Theory, MemberData(nameof(Encodings))]
    public void A_text_is_decoded_whatever_its_encoding(string encoding)
    {
        byte[] bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Text),
            "utf-8 with mark" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Text),
            _ => [.. Encoding.GetEncoding(encoding).Preamble, .. Encoding.GetEncoding(encoding).GetBytes(Text)],
        };
        Assert.Equal(new DecodedLetter(Text, null), LetterDecoder.Decode(bytes));
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        foreach (var empty in new[] { "", " \r\n\t\n", "\u00A0", "\uFEFF" })
            Assert.Equal("is empty: write the letter into it", LetterDecoder.Decode(Encoding.UTF8.GetBytes(empty)).Problem);
    }

    [Fact]
    public void A_large_file_is_refused()
    {
        Assert.Null(LetterDecoder.Decode(Encoding.UTF8.GetBytes(new string('a', LetterDecoder.BytesMax))).Problem);
        Assert.StartsWith(
            "is larger than 256 KB", LetterDecoder.Decode(new byte[LetterDecoder.BytesMax + 1]).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%PDF-1.7\n", "is a PDF and no plain text")]
    [InlineData("PK\u0003\u0004", "is a word processor's document or a ZIP archive")]
    [InlineData("{\\rtf1 Dear Jane}", "is a document in RTF")]
    [InlineData("<!DOCTYPE html>", "is a web page")]
    [InlineData("Dear Jane,\u0000", "is no text (its character 11 is U+0000)")]
    [InlineData("Dear \u001B[1mJane", "is no text (its character 6 is U+001B)")]
    public void What_is_no_text_is_refused(string content, string says) =>
        Assert.StartsWith(says, LetterDecoder.Decode(Encoding.UTF8.GetBytes(content)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_no_text_has_are_refused()
    {
        // Not UTF-8; in Windows-1252, 0x81 is no character.
        Assert.StartsWith("is no text", LetterDecoder.Decode([0x44, 0x81, 0x20]).Problem, StringComparison.Ordinal);
        Assert.StartsWith("is no text", LetterDecoder.Decode("\u007FELF"u8).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void One_broken_byte_does_not_make_Windows_1252_of_a_text_in_UTF_8()
    {
        byte[] broken = [.. Encoding.UTF8.GetBytes("Grüße\nan die Bürgermeisterin\n"), 0xC3, (byte)'\n'];
        Assert.Equal(
            "has a broken character in line 3: correct it, and save the letter as plain text in UTF-8",
            LetterDecoder.Decode(broken).Problem);
    }
}
