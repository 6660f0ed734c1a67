using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentDifferenceTests
{
    private static readonly PetitionDocument Before = SamplePetition.Document(letter: "One,\n\ntwo,\nthree,\nfour,\nfive.");

    [Fact]
    public void Equal_documents_have_none()
    {
        var difference = Difference(Before);
        Assert.Empty(difference.Facts);
        Assert.Empty(difference.Texts);
    }

    [Fact]
    public void Facts_differ_by_their_names_in_the_front_matter()
    {
        var after = Before with { Facts = Before.Facts with { Goals = [5], AlsoTo = ["A", "B"], MinimumAge = 18, Transfer = null } };
        Assert.Equal(
            [
                new("alsoTo", null, "A; B"), new("transfer.country", "AU", null), new("transfer.adequacy", "none", null),
                new("transfer.fields", "givenName, familyName", null), new("minimumAge", "16", "18"), new("goals", null, "5"),
            ],
            Difference(after).Facts);
    }

    [Fact]
    public void A_letter_differs_by_lines_with_their_neighbours()
    {
        var text = Before.Texts[1];
        var after = Before with { Texts = [Before.Texts[0], text with { Letter = "One,\n\ntwo,\n3,\nfour,\nfive.", Title = "Now" }] };
        var difference = Assert.Single(Difference(after).Texts);
        Assert.Equal(("en", TextChange.Changed), (difference.Lang, difference.Change));
        Assert.Equal([new("title", "Light it", "Now")], difference.Fields);
        Assert.Equal(
            [
                new(LineChange.Gap, ""), new(LineChange.Same, "two,"), new(LineChange.Removed, "three,"), new(LineChange.Added, "3,"),
                new(LineChange.Same, "four,"), new(LineChange.Gap, ""),
            ],
            difference.Letter);
    }

    [Fact]
    public void A_language_is_added_or_removed_as_a_whole()
    {
        var after = Before with { Texts = [Before.Texts[0], Before.Texts[1] with { Lang = "fr" }] };
        Assert.Equal(
            [("en", TextChange.Removed), ("fr", TextChange.Added)], Difference(after).Texts.Select(text => (text.Lang, text.Change)));
    }

    [Fact]
    public void Every_field_of_the_front_matter_is_compared()
    {
        var stated = DocumentFields.OfFacts(Before.Facts).Concat(DocumentFields.OfText(Before.Texts[0])).Select(field => field.Name);
        var known = FieldDefinition.All.Values.Where(field => field.Shape != FieldShape.Section).Select(field => field.Path);
        // The first names the format, the others the petition and the language that are compared.
        Assert.Equal(known.Except(["schema", "id", "lang"]).Order(), stated.Order());
    }

    private static DocumentDifference Difference(PetitionDocument after) =>
        DocumentDifference.Between(Before.Facts, Before.Texts, after.Facts, after.Texts);
}
