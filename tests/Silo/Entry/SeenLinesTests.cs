using Petitions.Grains.Entry;
using Petitions.Silo.Entry;
using Xunit;

namespace Petitions.Tests.Silo.Entry;

public sealed class SeenLinesTests
{
    [Fact]
    public void A_person_is_new_once_in_a_file_however_the_address_is_written()
    {
        var seen = new SeenLines();
        Assert.Equal(["new", "repeated", "new"], new[] { "maria@example.org", "Maria+x@example.org", "m@example.org" }
            .Select(email => seen.OutcomeOf(new("Maria", "M", email))));
    }

    [Fact]
    public void A_line_of_a_sheet_is_new_once_and_with_other_data_a_conflict()
    {
        var seen = new SeenLines();
        EntryFields Line(string name, string? email = null, string line = "1") => new(name, "M", email, Sheet: "a-1", Line: line);
        Assert.Equal("new", seen.OutcomeOf(Line("Maria")));
        Assert.Equal("repeated", seen.OutcomeOf(Line("Maria")));
        Assert.Equal("conflict", seen.OutcomeOf(Line("Mario")));
        Assert.Equal("conflict", seen.OutcomeOf(Line("Maria", "maria@example.org")));
        Assert.Equal("new", seen.OutcomeOf(Line("Ana", "ana@example.org", "2")));
        Assert.Equal("repeated", seen.OutcomeOf(Line("Ana", "ana@example.org", "3")));
    }
}
