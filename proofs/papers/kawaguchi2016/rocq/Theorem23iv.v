(* Theorem23iv.v : Theorem 2.3 (iv), in a constructive (disjunctive) form: a    *)
(* critical point with rank(W_H..W_2) = a hidden width d_k is a global minimum  *)
(* or has a direction of NEGATIVE second variation.  Corollary 2.4 for H = 1.   *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks Variations CriticalPoints Lemma46 FullRank.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---------- PSD is decidable, with a witness (Schur complement induction) ----*)
Section Decide.
Variable R : realFieldType.

(* quadratic form of a block matrix with a scalar corner *)
Lemma qf_block n (a : R) (b : 'rV[R]_n) (D : 'M[R]_n) (x : R) (y : 'cV[R]_n) :
  qf (block_mx a%:M b b^T D) (col_mx x%:M y)
  = a * x ^+ 2 + x * (b *m y) 0 0 *+ 2 + qf D y.
Proof.
rewrite /qf tr_col_mx mul_row_block mul_row_col !mulmxDl !addE.
have e : (y^T *m b^T *m x%:M) 0 0 = x * (b *m y) 0 0.
  by rewrite mul_mx_scalar scaleE -trmx_mul trE.
rewrite tr_scalar_mx e -scalar_mxM -scalar_mxM mul_scalar_mx -scalemxAl scaleE.
by rewrite [(_%:M) 0 0]mxE eqxx mulr1n; move: ((b *m y) 0 0) ((y^T *m D *m y) 0 0) => u v; ring.
Qed.

Theorem psd_dec n (A : 'M[R]_n) : A^T = A -> psd A \/ exists x, qf A x < 0.
Proof.
elim: n A => [|n IH] A sA.
  left; split=> // x; rewrite /qf (flatmx0 x) mulmx0 mxE lexx //.
pose a := (ulsubmx (A : 'M_(1 + n))) 0 0.
pose b := ursubmx (A : 'M_(1 + n)); pose D := drsubmx (A : 'M_(1 + n)).
have eA : A = block_mx a%:M b b^T D :> 'M_(1 + n).
  rewrite -[LHS](@submxK _ 1 n 1 n) /a -mx11_scalar; congr block_mx.
  by rewrite /b trmx_ursub sA.
have sD : D^T = D by rewrite /D trmx_drsub sA.
have qA (x : 'cV[R]_(1 + n)) : qf (A : 'M_(1+n)) x = a * (x 0 0) ^+ 2 + x 0 0 * (b *m dsubmx x) 0 0 *+ 2 + qf D (dsubmx x).
  rewrite -{1}[x]vsubmxK [usubmx x]mx11_scalar eA qf_block !mxE.
  by rewrite (_ : lshift n 0 = 0) //; apply: val_inj.
have w x y : qf (A : 'M_(1+n)) (col_mx x%:M y) = a * x ^+ 2 + x * (b *m y) 0 0 *+ 2 + qf D y.
  by rewrite eA qf_block.
case: (ltrgtP a 0) => [an|ap|a0].
- right; exists (col_mx 1%:M 0 : 'cV_(1 + n)); rewrite w /qf !mulmx0 !mxE.
  by rewrite expr1n !mulr1 mulr0 mul0rn !addr0.
- (* a > 0 : Schur complement *)
  pose S := D - a^-1 *: (b^T *m b).
  have sS : S^T = S by rewrite /S trmxB trmxZ trmx_mul trmxK sD.
  have qS y : qf S y = qf D y - a^-1 * ((b *m y) 0 0) ^+ 2.
    rewrite /qf /S mulmxBr mulmxBl addE oppE; congr (_ - _).
    rewrite -scalemxAr -scalemxAl scaleE; congr (_ * _).
    have -> : y^T *m (b^T *m b) *m y = (b *m y)^T *m (b *m y) by rewrite trmx_mul !mulmxA.
    by rewrite [LHS]mxE big_ord1 trE expr2.
  have nz : a != 0 by rewrite gt_eqF.
  case: (IH S sS) => [[_ pS]|[y hy]]; [left | right].
    split=> // x; rewrite qA; have := pS (dsubmx (x : 'cV_(1 + n))); rewrite qS.
    move: (x 0 0) ((b *m _) 0 0) (qf D _) => u v q h.
    have -> : a * u ^+ 2 + u * v *+ 2 + q = a * (u + a^-1 * v) ^+ 2 + (q - a^-1 * v ^+ 2) by field.
    by rewrite addr_ge0 // mulr_ge0 ?sqr_ge0 // ltW.
  exists (col_mx (- a^-1 * (b *m y) 0 0)%:M y : 'cV_(1 + n)); rewrite w.
  move: hy; rewrite qS; move: ((b *m y) 0 0) (qf D _) => v q h.
  by rewrite (_ : _ + _ = q - a^-1 * v ^+ 2) //; field.
- (* a = 0 *)
  case: (altP (b =P 0)) => [b0|nb].
    case: (IH D sD) => [[_ pD]|[y hy]]; [left | right].
      by split=> // x; rewrite qA b0 mul0mx mxE mulr0 mul0rn addr0 a0 mul0r add0r.
    exists (col_mx 0%:M y : 'cV_(1 + n)); rewrite w.
    by rewrite mul0r mul0rn addr0 a0 mul0r add0r.
  right; pose v := sq b; have v0 : 0 < v by exact: sq_gt0.
  have bb : (b *m b^T) 0 0 = v by rewrite /v /sq mxtrace_mulC trace_mx11.
  pose q := qf D b^T.
  exists (col_mx (- (q + 1) / (v *+ 2))%:M b^T : 'cV_(1 + n)); rewrite w a0 mul0r add0r bb -/q.
  have nz : v != 0 by rewrite gt_eqF.
  have -> : - (q + 1) / (v *+ 2) * v *+ 2 + q = -1 by field.
  by rewrite oppr_lt0 ltr01.
Qed.
End Decide.

Section Thm23iv.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).

(* along two layers: PSD second variation, or a negative direction              *)
Theorem psd2_dec (W : net R d) l : (1 <= l <= H)%N ->
  psd2 X Y W l \/ exists V, var2 X Y W V < 0.
Proof.
move=> hl; case: (psd_dec (symMk X Y W l)) => [[_ h]|[x hx]]; [left | right].
  by move=> V1 Vl; rewrite -(qf_Mk X Y W hl); exact: h.
exists (dir2 (unvecr (usubmx x)) (unvecr (dsubmx x))).
by rewrite -(qf_Mk X Y W hl) !unvecrK vsubmxK.
Qed.

Hypothesis H1 : (1 <= H)%N.
Hypothesis uX : X *m X^T \in unitmx.
Let Sg := Y *m X^T *m invmx (X *m X^T) *m X *m Y^T.
Variables (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)).
Hypothesis UU : U^T *m U = 1%:M.
Hypothesis Sg_eq : Sg = U *m diag_mx lam *m U^T.
Hypothesis lam_dec : forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i.

(* Theorem 2.3 (iv), constructive: no classical logic *)
Theorem thm23iv_or (W : net R d) p :
  (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
  crit X Y W -> global_min X Y W \/ exists V, var2 X Y W V < 0.
Proof.
move=> hp hr hc; have hl : (1 <= H <= H)%N by rewrite H1 leqnn.
case: (psd2_dec W hl) => [h|]; [left | by right].
exact: (thm23ii_case12_so H1 uX UU Sg_eq lam_dec hp hr hc h).
Qed.

(* Theorem 2.3 (iv), as printed *)
(* theorem-2.3.iv. A direction of negative second variation. *)
Theorem thm23iv (W : net R d) p :
  (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
  crit X Y W -> ~ global_min X Y W -> exists V, var2 X Y W V < 0.
Proof. by move=> hp hr hc ng; case: (thm23iv_or hp hr hc). Qed.

(* hence smaller values arbitrarily close *)
Corollary thm23iv_decrease (W : net R d) p :
  (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
  crit X Y W -> ~ global_min X Y W ->
  forall e, 0 < e -> exists2 W', near H e W W' & loss X Y W' < loss X Y W.
Proof. by move=> hp hr hc ng; have [V hV] := thm23iv hp hr hc ng; exact: neg_decrease hV. Qed.
End Thm23iv.

(* Corollary 2.4, H = 1: every critical point that is not a global minimum has  *)
(* a direction of negative second variation (no bad saddle points)              *)
(* corollary-2.4, H = 1. *)
Theorem cor24_H1 (R : realFieldType) (d : nat -> nat) (s : nat)
  (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d 2%N, s)) (U : 'M[R]_(d 2%N)) (lam : 'rV[R]_(d 2%N))
  (W : net R d) :
  X *m X^T \in unitmx -> U^T *m U = 1%:M ->
  Y *m X^T *m invmx (X *m X^T) *m X *m Y^T = U *m diag_mx lam *m U^T ->
  (forall i j : 'I_(d 2%N), (i < j)%N -> lam 0 j < lam 0 i) ->
  @crit R 1%N d s X Y W -> ~ @global_min R 1%N d s X Y W ->
  exists V, @var2 R 1%N d s X Y W V < 0.
Proof.
move=> uX UU Sg_eq lam_dec hc ng.
apply: (@thm23iv R 1%N d s X Y _ uX U lam UU Sg_eq lam_dec W (d 1%N)) => //; first by exists 1%N.
by rewrite /Bm Pr_id mxrank1.
Qed.
