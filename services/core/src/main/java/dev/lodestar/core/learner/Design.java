package dev.lodestar.core.learner;

import dev.lodestar.core.evidence.EvidenceTable;
import dev.lodestar.core.evidence.EvidenceTable.Combination;
import dev.lodestar.core.evidence.LevelScheme;
import dev.lodestar.core.evidence.PastDeal;

/// Evidence as the arrays that the arithmetic runs over.
final class Design {

  /*
   * A row is a combination of levels, given by the columns that hold 1; a cell is a row in one period.
   * An attribute that a row does not know holds its column "unknown", which stands for the mean of the
   * attribute's weights over the deals that know it (see Unknowns). So no row is ever dense.
   */
  final LevelScheme scheme;
  final int periods;
  final int weeks; // per period
  final int rows;
  final int[] firstColumn; // of a row, in columns; one more at the end
  final int[] columns;
  final int[] firstCell; // of a row, in period, deals and good; one more at the end
  final int[] period;
  final double[] deals;
  final double[] good;
  final double totalDeals;
  final double totalGood;

  Design(EvidenceTable table) {
    scheme = table.scheme();
    periods = Math.max(1, table.periods().count());
    weeks = table.periods().weeks();
    rows = table.combinations().size();
    firstColumn = new int[rows + 1];
    firstCell = new int[rows + 1];
    for (int r = 0; r < rows; r++) {
      var combination = table.combinations().get(r);
      firstColumn[r + 1] = firstColumn[r] + combination.levels().size();
      firstCell[r + 1] = firstCell[r] + combination.cells().size();
    }
    columns = new int[firstColumn[rows]];
    period = new int[firstCell[rows]];
    deals = new double[firstCell[rows]];
    good = new double[firstCell[rows]];
    double allDeals = 0;
    double allGood = 0;
    for (int r = 0; r < rows; r++) {
      fill(r, table.combinations().get(r), table);
      for (int c = firstCell[r]; c < firstCell[r + 1]; c++) {
        allDeals += deals[c];
        allGood += good[c];
      }
    }
    totalDeals = allDeals;
    totalGood = allGood;
  }

  private void fill(int row, Combination combination, EvidenceTable table) {
    for (int i = 0; i < combination.levels().size(); i++) {
      columns[firstColumn[row] + i] = combination.levels().column(i);
    }
    int c = firstCell[row];
    for (var cell : combination.cells()) {
      double weight = table.weight(cell.period());
      period[c] = cell.period();
      deals[c] = weight * cell.deals();
      good[c] = weight * cell.goodMillionths() / PastDeal.ONE;
      c++;
    }
  }

  double weightOf(int row) {
    double weight = 0;
    for (int c = firstCell[row]; c < firstCell[row + 1]; c++) {
      weight += deals[c];
    }
    return weight;
  }

  /// The share of good outcomes, drawn a little to one half: never 0 or 1.
  double baseRate() {
    return (totalGood + 1) / (totalDeals + 2);
  }
}
