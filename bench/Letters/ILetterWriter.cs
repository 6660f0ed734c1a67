namespace Petitions.Bench.Letters;

/// <summary>One way to print the letters of many signers into one PDF.</summary>
internal interface ILetterWriter
{
    /// <summary>Writes a letter of two pages for each name.</summary>
    void Write(Stream target, IEnumerable<string> names);
}
