(* CriticalPoints.v : for every depth H and every widths d: Lemma 4.2 for every critical *)
(* point; Lemma 4.4, Corollary 4.5 for critical points with PSD second          *)
(* variation along the two layers involved (psd2; implied by psdH) or NSD       *)
(* (nsd2); Xr = 0 => global minimum; Theorem 2.3(ii) Case I with d_y < p.       *)
(* Names *_so = second-order form; the unsuffixed ones are for local minima.    *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks.
From DeepLinear Require Export Variations.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Deep.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W : net R d.

(* ----- perturbing layer 0 and layer l --------------------------------------  *)
Definition pert W l (V1 : 'M[R]_(d 1, d 0)) (Vl : 'M[R]_(d l.+1, d l)) (t : R) : net R d :=
  fun k => if k == 0%N then W k + t *: conform_mx 0 V1
           else if k == l then W k + t *: conform_mx 0 Vl else W k.

Lemma pert_prod W l V1 Vl t : (1 <= l <= H)%N ->
  Pr (pert W V1 Vl t) H.+1 0
  = Am H W l *m (W l + t *: Vl) *m Bm W l *m (W 0%N + t *: V1).
Proof.
case/andP=> l1 lH; rewrite (@Pr_split _ _ _ 0 l.+1) // (@Pr_split _ _ _ 0 l l.+1) //.
rewrite (@Pr_split _ _ _ 0 1 l) // !Pr_1 /Am /Bm !mulmxA.
have -> : Pr (pert W V1 Vl t) H.+1 l.+1 = Pr W H.+1 l.+1.
  apply: Pr_ext => // k /andP[lk _]; rewrite /pert.
  by rewrite gtn_eqF ?(leq_ltn_trans _ lk) // gtn_eqF.
have -> : Pr (pert W V1 Vl t) l 1 = Pr W l 1.
  apply: Pr_ext => // k /andP[k1 kl]; rewrite /pert gtn_eqF // ltn_eqF //.
have -> : pert W V1 Vl t l = W l + t *: Vl by rewrite /pert gtn_eqF // eqxx conform_mx_id.
by have -> : pert W V1 Vl t 0%N = W 0%N + t *: V1 by rewrite /pert eqxx conform_mx_id.
Qed.

Lemma C_split W l : (1 <= l <= H)%N -> Cm H W = Am H W l *m W l *m Bm W l.
Proof.
case/andP=> l1 lH; rewrite /Cm /Am /Bm (@Pr_split _ _ _ 1 l.+1) ?(leq_trans l1) //.
by rewrite [Pr W l.+1 1]Pr_S // mulmxA.
Qed.

Lemma full_split W : Pr W H.+1 0 = Cm H W *m W 0%N.
Proof. by rewrite (@Pr_split _ _ _ 0 1) // Pr_1. Qed.

(* the two-layer perturbation is a move along dir2 *)
Lemma along_dir2 W l (V1 : 'M[R]_(d 1, d 0)) (Vl : 'M[R]_(d l.+1, d l)) t : (1 <= l)%N ->
  loss X Y (along W (dir2 V1 Vl) t) = loss X Y (pert W V1 Vl t).
Proof.
move=> l1; rewrite /loss; congr (sq (_ *m X - Y)); apply: Pr_ext => // k _.
rewrite /along /dir2 /pert; case: eqP => // _; case: eqP => // _.
by rewrite scaler0 addr0.
Qed.

Lemma pert_near W l (V1 : 'M[R]_(d 1, d 0)) (Vl : 'M[R]_(d l.+1, d l)) e : 0 < e -> (1 <= l <= H)%N ->
  exists2 t0, 0 < t0 & forall t, `|t| < t0 -> near H e W (pert W V1 Vl t).
Proof.
move=> e0 /andP[l1 _].
pose K := \sum_i \sum_j `|V1 i j| + \sum_i \sum_j `|Vl i j| + 1.
have S0 m n (V : 'M[R]_(m,n)) : 0 <= \sum_i \sum_j `|V i j|.
  by rewrite sumr_ge0 // => i _; rewrite sumr_ge0.
have K0 : 0 < K by rewrite ltr_paddl ?ltr01 // addr_ge0.
have bound m n (V : 'M[R]_(m,n)) t i j : \sum_i \sum_j `|V i j| <= K ->
    `|t| < e / K -> `|t * V i j| < e.
  move=> vK; rewrite ltr_pdivl_mulr // => h; apply: le_lt_trans h.
  by rewrite normrM ler_wpmul2l // (le_trans (le_sum_abs _ _ _)).
have b1 : \sum_i \sum_j `|V1 i j| <= K by rewrite /K -addrA ler_addl addr_ge0 ?ler01.
have b2 : \sum_i \sum_j `|Vl i j| <= K.
  by rewrite /K [X in X + 1]addrC -addrA ler_addl addr_ge0 ?ler01.
exists (e / K); first by rewrite divr_gt0.
move=> t tK k _ i j; rewrite /pert; case: eqP => [k0|_].
  by subst k; rewrite addE addrC addKr scaleE conform_mx_id bound.
case: eqP => [kl|_]; last by rewrite subrr normr0.
by subst k; rewrite addE addrC addKr scaleE conform_mx_id bound.
Qed.

(* second variation >= 0 (<= 0) along directions supported on layers 0 and l    *)
Definition psd2 W l := forall V1 (Vl : 'M[R]_(d l.+1, d l)), 0 <= var2 X Y W (dir2 V1 Vl).
Definition nsd2 W l := forall V1 (Vl : 'M[R]_(d l.+1, d l)), var2 X Y W (dir2 V1 Vl) <= 0.
Lemma psdH_psd2 W l : psdH X Y W -> psd2 W l. Proof. by move=> h V1 Vl; exact: h. Qed.
Lemma nsdH_nsd2 W l : nsdH X Y W -> nsd2 W l. Proof. by move=> h V1 Vl; exact: h. Qed.

(* ----- first and second variation along two layers -------------------------- *)
Section Pair.
Variables (W : net R d) (l : nat).
Hypothesis hl : (1 <= l <= H)%N.
Let A := Am H W l. Let B := Bm W l. Let C := A *m W l *m B.

Let R1 V1 Vl := A *m Vl *m B *m W 0%N *m X + C *m V1 *m X.
Let R2 V1 Vl := A *m Vl *m B *m V1 *m X.
Let R0 := C *m W 0%N *m X - Y.

Lemma loss0 : loss X Y W = sq R0.
Proof. by rewrite /loss full_split (C_split _ hl). Qed.

Lemma pair_lossp V1 Vl : lossp X Y W (dir2 V1 Vl) =
  Poly [:: sq R0; \tr (R0^T *m R1 V1 Vl) *+ 2; sq (R1 V1 Vl) + \tr (R0^T *m R2 V1 Vl) *+ 2;
           \tr ((R1 V1 Vl)^T *m R2 V1 Vl) *+ 2; sq (R2 V1 Vl)].
Proof.
apply: lossp_unique => t; have /andP[l1 _] := hl.
rewrite along_dir2 // /loss pert_prod // (taylor A (W l) B (W 0%N) X Y V1 Vl t).
rewrite -/R0 -/(R1 _ _) -/(R2 _ _) horner_Poly.
move: (sq R0) (\tr _ *+ 2) (sq _ + _) (\tr _ *+ 2) (sq _) => a b c e f /=; ring.
Qed.

Lemma pair_var1 V1 Vl : var1 X Y W (dir2 V1 Vl) = \tr (R0^T *m R1 V1 Vl) *+ 2.
Proof. by rewrite /var1 pair_lossp coef_Poly. Qed.
Lemma pair_var2 V1 Vl :
  var2 X Y W (dir2 V1 Vl) = sq (R1 V1 Vl) + \tr (R0^T *m R2 V1 Vl) *+ 2.
Proof. by rewrite /var2 pair_lossp coef_Poly. Qed.

Lemma res_R0 : res X Y W = R0^T.
Proof. by rewrite /res full_split (C_split _ hl). Qed.

Section SecondOrder.
Hypothesis hc : crit X Y W.
Lemma necessary_so V1 Vl : psd2 W l ->
  \tr (R0^T *m R1 V1 Vl) *+ 2 = 0 /\
  0 <= sq (R1 V1 Vl) + \tr (R0^T *m R2 V1 Vl) *+ 2.
Proof. by move=> hp; rewrite -pair_var1 -pair_var2; split; [exact: hc | exact: hp]. Qed.

(* first-order conditions:  X r C = 0  and  B W_1 X r A = 0                     *)
Lemma crit1_so : X *m res X Y W *m Cm H W = 0.
Proof. by have /crit_iff/(_ 0%N isT) := hc; rewrite Pr_id mul1mx. Qed.
Lemma critk_so : B *m W 0%N *m X *m res X Y W *m A = 0.
Proof.
have /andP[l1 lH] := hl; have /crit_iff/(_ l lH) := hc.
by rewrite (@Pr_split _ _ _ 0 1 l) // Pr_1.
Qed.

Hypothesis uX : X *m X^T \in unitmx.

(* the (1,k) Hessian block of Lemma 4.3 is PSD (NSD) as soon as var2 is         *)
Lemma symMk : (Mk A (W l) B (W 0%N) X Y)^T = Mk A (W l) B (W 0%N) X Y.
Proof. by rewrite /Mk tr_block_mx /H11 /Hkk !trmx_tens !trmx_mul !trmxK !mulmxA. Qed.
Lemma qf_Mk V1 Vl : qf (Mk A (W l) B (W 0%N) X Y) (col_mx (vecr V1) (vecr Vl))
  = var2 X Y W (dir2 V1 Vl).
Proof. by rewrite hess_is_second_variation pair_var2. Qed.

Lemma hess_psd_so : psd2 W l -> psd (Mk A (W l) B (W 0%N) X Y).
Proof.
move=> hp; split; first exact: symMk.
move=> x; rewrite -[x]vsubmxK -(unvecrK (usubmx x)) -(unvecrK (dsubmx x)) qf_Mk.
exact: hp.
Qed.
Lemma hess_nsd_so : nsd2 W l -> psd (- Mk A (W l) B (W 0%N) X Y).
Proof.
move=> hp; split; first by rewrite trmxN symMk.
move=> x; rewrite -[x]vsubmxK -(unvecrK (usubmx x)) -(unvecrK (dsubmx x)).
by rewrite /qf mulmxN mulNmx oppE oppr_ge0 -/(qf _ _) qf_Mk; exact: hp.
Qed.

(* Lemma 4.4 : PSD or NSD Hessian, every 2 <= k <= H+1 (k = l+1)                *)
Theorem lemma44_so : psd2 W l \/ nsd2 W l ->
  rsub B^T ((Cm H W)^T *m Cm H W) \/ X *m res X Y W *m A = 0.
Proof.
rewrite res_R0 (C_split _ hl) => -[/hess_psd_so|/hess_nsd_so].
  exact: lemma44_kron_psd.
exact: lemma44_kron_nsd.
Qed.

Theorem cor45_so : psd2 W l \/ nsd2 W l ->
  (\rank B <= \rank (Pr W H.+1 l))%N \/ X *m res X Y W *m A = 0.
Proof.
move/lemma44_so => [h|]; [left | by right].
have /andP[l1 lH] := hl.
apply: (@cor45_rank _ _ _ _ (Pr W H.+1 l)).
have -> : Pr W H.+1 l *m B = Cm H W by rewrite /Cm (@Pr_split _ _ _ 1 l) // ltnW.
exact: h.
Qed.
End SecondOrder.

End Pair.

(* ----- the same at local minima (first-order and second-order consequences) --- *)
Section Necessary.
Variables (W : net R d) (l : nat).
Hypothesis lmin : local_min X Y W.
Hypothesis hl : (1 <= l <= H)%N.
Let A := Am H W l. Let B := Bm W l. Let C := A *m W l *m B.
Let R1 V1 Vl := A *m Vl *m B *m W 0%N *m X + C *m V1 *m X.
Let R2 V1 Vl := A *m Vl *m B *m V1 *m X.
Let R0 := C *m W 0%N *m X - Y.
Let hc : crit X Y W. Proof. by case: (local_min_second lmin). Qed.
Let hp : psd2 W l. Proof. by case: (local_min_second lmin) => _ h; exact: psdH_psd2. Qed.
Lemma necessary V1 Vl :
  \tr (R0^T *m R1 V1 Vl) *+ 2 = 0 /\
  0 <= sq (R1 V1 Vl) + \tr (R0^T *m R2 V1 Vl) *+ 2.
Proof. exact: necessary_so. Qed.
Lemma crit1 : X *m res X Y W *m Cm H W = 0.
Proof. move: (hl) => _; exact: crit1_so. Qed.
Lemma critk : B *m W 0%N *m X *m res X Y W *m A = 0.
Proof. exact: critk_so. Qed.
Hypothesis uX : X *m X^T \in unitmx.
Lemma hess_psd : psd (Mk A (W l) B (W 0%N) X Y).
Proof. exact: hess_psd_so. Qed.
Theorem lemma44 : rsub B^T ((Cm H W)^T *m Cm H W) \/ X *m res X Y W *m A = 0.
Proof. by apply: lemma44_so => //; left. Qed.
Theorem cor45 : (\rank B <= \rank (Pr W H.+1 l))%N \/ X *m res X Y W *m A = 0.
Proof. by apply: cor45_so => //; left. Qed.
End Necessary.

(* ----- Lemma 4.4 and Cor. 4.5 exactly as in the paper: Hessian PSD or NSD ----*)
(* lemma-4.4. psdH: the second variation is >= 0 in every direction. *)
Theorem lemma44_hess W l : (1 <= l <= H)%N -> X *m X^T \in unitmx ->
  psdH X Y W \/ nsdH X Y W ->
  rsub (Bm W l)^T ((Cm H W)^T *m Cm H W) \/ X *m res X Y W *m Am H W l = 0.
Proof.
by move=> hl uX hp; apply: lemma44_so => //; case: hp => h; [left; exact: psdH_psd2 | right; exact: nsdH_nsd2].
Qed.
(* corollary-4.5. In the same form. *)
Theorem cor45_hess W l : (1 <= l <= H)%N -> X *m X^T \in unitmx ->
  psdH X Y W \/ nsdH X Y W ->
  (\rank (Bm W l) <= \rank (Pr W H.+1 l))%N \/ X *m res X Y W *m Am H W l = 0.
Proof.
by move=> hl uX hp; apply: cor45_so => //; case: hp => h; [left; exact: psdH_psd2 | right; exact: nsdH_nsd2].
Qed.

(* ----- Lemma 4.2 for every depth ---------------------------------------------*)
(* lemma-4.2, for every depth. *)
Theorem deep_lemma42_so W G : (1 <= H)%N -> X *m X^T \in unitmx -> crit X Y W ->
  ginv ((Cm H W)^T *m Cm H W) G ->
  Pr W H.+1 0 = Cm H W *m G *m (Cm H W)^T *m Y *m X^T *m invmx (X *m X^T).
Proof.
move=> H1 uX hc hG; rewrite full_split; apply: lemma42 => //.
by have := crit1_so hc; rewrite /res full_split.
Qed.
Theorem deep_lemma42 W G : (1 <= H)%N -> X *m X^T \in unitmx -> local_min X Y W ->
  ginv ((Cm H W)^T *m Cm H W) G ->
  Pr W H.+1 0 = Cm H W *m G *m (Cm H W)^T *m Y *m X^T *m invmx (X *m X^T).
Proof. by move=> H1 uX /local_min_second[hc _]; exact: deep_lemma42_so. Qed.

(* ----- Xr = 0 is a global minimum (any depth, no assumption on X) ------------*)
(* appendix-b1-full. X r = 0 gives a global minimum. *)
Theorem Xr0_global W : X *m res X Y W = 0 -> global_min X Y W.
Proof.
rewrite /res => h W'; rewrite /loss; set P := Pr W _ _ in h *; set P' := Pr W' _ _.
have -> : P' *m X - Y = (P *m X - Y) + (P' - P) *m X by mxring.
move: (P *m X - Y) h => U h.
rewrite sqD -addrA ler_addl.
have -> : \tr (U^T *m ((P' - P) *m X)) = \tr (X *m U^T *m (P' - P)).
  by apply: (tr_cyc (U := U^T *m (P' - P)) (V := X)); mxring.
rewrite h mul0mx mxtrace0 mul0rn add0r /sq -dot_vecr; exact: sqnorm_ge0.
Qed.

(* ----- Theorem 2.3(ii), Case I with d_y < rank(W_H..W_2) ---------------------- *)
Theorem thm23ii_caseI_so W : (1 <= H)%N -> X *m X^T \in unitmx ->
  (d H.+1 < \rank (Bm W H))%N -> crit X Y W -> psd2 W H \/ nsd2 W H -> global_min X Y W.
Proof.
move=> H1 uX hr hc hp; apply: Xr0_global.
have hl : (1 <= H <= H)%N by rewrite H1 leqnn.
case: (cor45_so hl uX hp) => [h|]; last by rewrite /Am Pr_id mulmx1.
by move: hr; rewrite ltnNge (leq_trans h) // rank_leq_row.
Qed.
Theorem thm23ii_caseI W : (1 <= H)%N -> X *m X^T \in unitmx ->
  (d H.+1 < \rank (Bm W H))%N -> local_min X Y W -> global_min X Y W.
Proof.
move=> H1 uX hr /local_min_second[hc hp]; apply: thm23ii_caseI_so => //.
by left; exact: psdH_psd2.
Qed.

(* ----- convexity in each layer (Conj. 2.2(i)): second variation >= 0 ---------- *)
(* conjecture-2.2 (i), proposition-2.1 (i). Convex in one layer. *)
Theorem layer_convex m n (A : 'M[R]_(d H.+1, m)) (B : 'M[R]_(n, s)) (P Q : 'M[R]_(m,n)) t :
  sq (A *m (t *: P + (1 - t) *: Q) *m B - Y)
  = t * sq (A *m P *m B - Y) + (1 - t) * sq (A *m Q *m B - Y)
    - t * (1 - t) * sq (A *m (P - Q) *m B).
Proof.
have -> : A *m (t *: P + (1 - t) *: Q) *m B - Y
   = t *: (A *m P *m B - Y) + (1 - t) *: (A *m Q *m B - Y) by mxring.
have -> : A *m (P - Q) *m B = (A *m P *m B - Y) + (-1) *: (A *m Q *m B - Y) by mxring.
move: (A *m P *m B - Y) (A *m Q *m B - Y) => U Z.
rewrite !sqD !sqZ !trmxZ -!(scalemxAl, scalemxAr) !mxtraceZ.
set a := sq U; set b := sq Z; set c := \tr (U^T *m Z); ring.
Qed.
End Deep.
