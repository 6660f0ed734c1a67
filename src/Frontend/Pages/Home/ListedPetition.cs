using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Home;

/// <summary>A petition in the list.</summary>
/// <param name="Petition">The terms.</param>
/// <param name="Text">Its text in the language of the page, or else the first.</param>
/// <param name="Phase">Scheduled, open or closed.</param>
public sealed record ListedPetition(Petition Petition, PetitionText Text, PetitionPhase Phase);
