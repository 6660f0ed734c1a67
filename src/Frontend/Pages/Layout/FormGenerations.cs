using System.Collections.Concurrent;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>
/// How many forms of a petition were accepted by this process that no script had sent. A page names its number in the form: browsers fill a
/// form in again when somebody goes back to it, but only one with the same fields. So the next person at the same device finds it empty.
/// </summary>
/// <remarks>One number per petition, about 50 bytes, until the process ends.</remarks>
internal sealed class FormGenerations
{
    private readonly ConcurrentDictionary<int, int> _generations = new();

    /// <summary>The number now.</summary>
    public int Of(int petition) => _generations.GetValueOrDefault(petition);

    /// <summary>A form was accepted: pages that are rendered from now on have another number.</summary>
    public void Next(int petition) => _generations.AddOrUpdate(petition, 1, static (_, generation) => unchecked(generation + 1));
}
