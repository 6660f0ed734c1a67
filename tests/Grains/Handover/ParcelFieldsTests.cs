using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Handover;

/// <summary>What of a signature leaves the system.</summary>
public sealed class ParcelFieldsTests
{
    private static readonly PersonalData Person =
        new("Maria", "Musterfrau", "maria@example.org", "Wien", "AT", "de-AT", SamplePetition.OpensAt);

    [Fact]
    public void The_document_names_the_fields_and_their_order_is_always_the_same()
    {
        Assert.Equal(["givenName", "familyName"], ParcelFields.Of(FactsWith("familyName", "givenName")));
        Assert.Equal(["familyName", "place"], ParcelFields.Of(FactsWith("place", "familyName")));
        Assert.Equal(["givenName", "familyName"], ParcelFields.Of(SamplePetition.Open.Facts with { Transfer = null }));
        // Whatever a document names.
        Assert.Equal(["givenName"], ParcelFields.Of(FactsWith("email", "country", "locale", "signedAt", "givenName")));
    }

    [Fact]
    public void A_field_that_the_signed_version_does_not_name_stays()
    {
        var now = ParcelFields.Of(FactsWith("givenName", "familyName", "place"));
        Assert.Equal(["Maria", "Musterfrau", "Wien"], ValuesOf(Person, "givenName", "familyName", "place"));
        Assert.Equal(["Maria", "Musterfrau", ""], ValuesOf(Person, "givenName", "familyName"));
        Assert.Equal(["", "Musterfrau", ""], ValuesOf(Person with { Place = null }, "familyName", "place"));

        IEnumerable<string> ValuesOf(PersonalData person, params string[] signed) =>
            ParcelFields.ValuesOf(person, now, FactsWith(signed)).InOrder;
    }

    [Fact]
    public void A_hyphen_for_a_name_that_somebody_does_not_have_stays()
    {
        var fields = ParcelFields.Of(FactsWith("givenName", "familyName"));
        Assert.Equal(
            ["Ida", ""],
            ParcelFields.ValuesOf(
                Person with { GivenName = "Ida", FamilyName = "-" }, fields, FactsWith("givenName", "familyName")).InOrder);
    }

    private static PetitionFacts FactsWith(params string[] fields) =>
        SamplePetition.Open.Facts with { Transfer = new("AU", Adequacy.None, [.. fields]) };
}
